/**
 * The command line, a face of the program: each {@code Command} parses its options, calls a package
 * below and prints the answer, as text or as one JSON object. {@link
 * org.narq2t.cli.CommandLineApplication} runs them, {@code CommandErrors} turns errors into
 * sentences and exit codes, and {@link org.narq2t.cli.HelpFactory} makes them for help alone.
 *
 * <p>No other package but the entry point may use it, and it knows nothing of {@code web}.
 */
package org.narq2t.cli;
