/** ReNAS (Xu et al., CVPR 2021); it computes in Python. */
package org.narq2t.predictor.renas;
