/**
 * Python, embedded in this process ({@link org.narq2t.python.PythonRuntime}) or in processes that
 * train networks ({@code TrainingProcesses}), and the Java halves of the modules that compute in
 * it.
 *
 * <p>It is the only package that knows JEP. It knows modules and their ports, but no run.
 */
package org.narq2t.python;
