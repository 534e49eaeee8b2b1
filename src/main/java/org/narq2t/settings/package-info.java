/**
 * Settings of the application, not of a run: folders, the Python interpreter, threads, the address
 * to listen on, Ray and MLflow. {@link org.narq2t.settings.Settings} is where most of them are
 * read.
 *
 * <p>It uses no other package of narq2t.
 */
package org.narq2t.settings;
