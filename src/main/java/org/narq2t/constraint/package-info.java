/** The limits that a user sets on networks, and what is predicted to keep them. */
package org.narq2t.constraint;
