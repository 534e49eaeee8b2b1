/**
 * The port to predictors: fit, any number of times, and predict. Calls are per fit or per batch of
 * architectures, never per architecture. Each predictor is a package here.
 */
package org.narq2t.predictor;
