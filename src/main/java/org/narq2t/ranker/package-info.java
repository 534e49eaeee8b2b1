/**
 * The port to the model: what the application asks of NARQ2T and what it gets back.
 *
 * <p>Calls are per epoch or per batch of architectures. The implementation that runs PyTorch is in
 * {@code org.narq2t.python}.
 */
package org.narq2t.ranker;
