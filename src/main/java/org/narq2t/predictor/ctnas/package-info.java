/** The comparator of CTNAS (Chen et al., CVPR 2021); it computes in Python. */
package org.narq2t.predictor.ctnas;
