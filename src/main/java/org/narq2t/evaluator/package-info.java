/** The port to trained results. Each source of them is a package here. */
package org.narq2t.evaluator;
