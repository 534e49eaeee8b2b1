/**
 * Search spaces: architectures as indices, their costs, their feature tensors and the seeded
 * streams of random numbers that every floor above draws from.
 *
 * <p>An architecture is an {@code int}, its index in the official order of its space. This package
 * stands on nothing but the JDK and Hipparchus.
 */
package org.narq2t.space;
