/** No predictor. */
package org.narq2t.predictor.none;
