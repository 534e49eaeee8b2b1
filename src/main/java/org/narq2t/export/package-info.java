/**
 * Runs for other programs: finished ones as files (CSV, JSON, Parquet, TensorBoard), and running
 * ones on an MLflow tracking server. It reads records and listens to events, and decides nothing.
 */
package org.narq2t.export;
