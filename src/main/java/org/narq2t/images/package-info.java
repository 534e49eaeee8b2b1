/**
 * Searches for a network for a user's own images: {@link org.narq2t.images.ImageSearch} plans one,
 * and {@link org.narq2t.images.NetworkExport} writes the network that was found.
 *
 * <p>It stands on {@code run} and knows the evaluator that trains, but no database, command line or
 * web.
 */
package org.narq2t.images;
