/** Logs runs to an MLflow tracking server over its REST API; a server that fails harms no run. */
package org.narq2t.export.mlflow;
