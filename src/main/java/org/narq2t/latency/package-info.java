/**
 * Latency on a device: what a table says of it, the predictors that learn it from measured
 * architectures ({@link org.narq2t.latency.LatencyPrediction}), and how well they do (Table III).
 */
package org.narq2t.latency;
