/** The three-layer convolutional network of Table X; it computes in Python. */
package org.narq2t.predictor.convnet;
