package org.narq2t.predictor.narq2t;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.narq2t.configuration.Impossible;
import org.narq2t.predictor.NetworkWeights;
import org.narq2t.space.Members;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * The network of Sec. III; see {@code python/narq2t/predictors/narq2t/model.py}.
 *
 * @param dModel width D of a patch embedding
 * @param dFfn hidden width of the feed-forward blocks
 * @param layers L, of the encoder and of the decoder
 * @param heads attention heads; must divide {@code dModel}
 * @param dropout probability
 * @param scoreWidth hidden width of the ranking and latency heads (Eq. 8, 10)
 * @param tierWidth hidden width of the printed tier classifier (Eq. 13)
 * @param attributes what the patches say of the operators; runs of earlier versions say nothing,
 *     and had all
 */
public record ModelSettings(
    int dModel,
    int dFfn,
    int layers,
    int heads,
    double dropout,
    int scoreWidth,
    int tierWidth,
    Normalisation normalisation,
    Decoder decoder,
    FeatureScale featureScale,
    Attributes attributes) {

  /** Where the layer normalisations stand. */
  public enum Normalisation {
    POST,
    PRE
  }

  /** How tier logits are read from the queries. */
  public enum Decoder {
    GROUP_WISE,
    SUM_MLP,
    /** NAR: tiers are the means of their architectures (Eq. 15), see {@code nar.py}. */
    TIER_MEANS
  }

  /** The divisor of FLOPs and parameters before the linear projection. */
  public enum FeatureScale {
    /** Nothing: raw counts. */
    NONE,
    /**
     * FLOPs in units of 10^7 and parameters in units of 10^5: the authors' code on NAS-Bench-101.
     */
    UNITS,
    /** The largest value of each patch in the space, so that every feature is in 0..1. */
    MAXIMUM;

    private static final float FLOPS_UNIT = 1e7f;
    private static final float PARAMETERS_UNIT = 1e5f;

    /** A divisor for each of the N patches; none if they stay as they are. */
    public List<Float> divisors(SearchSpace space, Members known, Task task) {
      return switch (this) {
        case NONE -> List.of();
        case UNITS ->
            IntStream.range(0, space.patches())
                .mapToObj(patch -> patch == 0 ? 1f : patch % 2 == 1 ? FLOPS_UNIT : PARAMETERS_UNIT)
                .toList();
        case MAXIMUM -> largest(space, known, task);
      };
    }

    /** At least 1; goes through the known architectures with one tensor in memory. */
    private static List<Float> largest(SearchSpace space, Members known, Task task) {
      int area = space.patchSize() * space.patchSize();
      float[] largest = new float[space.patches()];
      FloatBuffer tensor = FloatBuffer.allocate(space.featureLength());
      for (int architecture : known.toArray()) {
        space.encode(architecture, task, tensor.clear());
        for (int i = 0; i < tensor.capacity(); i++) {
          largest[i / area] = Math.max(largest[i / area], tensor.get(i));
        }
      }
      return IntStream.range(0, largest.length)
          .mapToObj(patch -> Math.max(1, largest[patch]))
          .toList();
    }
  }

  /**
   * The attributes of operators in the patches (Fig. 10): their type (O), FLOPs (F), parameters
   * (P). A patch of an attribute that is left out is all zero, so every network has the same size.
   */
  public enum Attributes {
    O,
    F,
    P,
    OF,
    OP,
    FP,
    OFP;

    /** Whether patch 0, the types, or a later one, by turns FLOPs and parameters, is told. */
    public boolean tell(int patch) {
      return name().contains(patch == 0 ? "O" : patch % 2 == 1 ? "F" : "P");
    }
  }

  public ModelSettings {
    attributes = attributes == null ? Attributes.OFP : attributes;
    Impossible.unless(
        dModel >= 2 && dModel % 2 == 0, "d_model", dModel, "an even number, 2 or more");
    Impossible.unless(dFfn >= 1, "d_ffn", dFfn, "1 or more");
    // The encoder's layer has one attention, the decoder's two, each of four matrices.
    NetworkWeights.require(layers, 12.0 * dModel * dModel + 4.0 * dModel * dFfn);
    Impossible.unless(
        decoder != Decoder.TIER_MEANS || normalisation == Normalisation.POST,
        "decoder",
        "tier-means",
        "group-wise or sum-mlp with normalisation: pre");
    Impossible.unless(
        heads >= 1 && dModel % heads == 0, "heads", heads, "a divisor of d_model = " + dModel);
    Impossible.unless(dropout >= 0 && dropout < 1, "dropout", dropout, "0 or more, less than 1");
    Impossible.unlessWithin("score_width", scoreWidth, 1, 1 << 16);
    Impossible.unlessWithin("tier_width", tierWidth, 1, 1 << 16);
  }
}
