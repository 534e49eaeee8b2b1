/**
 * Trainings and runs on a Ray cluster: a run puts on its {@link org.narq2t.ray.CrewBoard} what it
 * wants, and a job that Ray starts fetches it, carries it out and reports; its code is {@code
 * narq2t.ray} in Python.
 *
 * <p>It uses neither {@code run} nor the database: those who use it say what is to be done.
 */
package org.narq2t.ray;
