package org.narq2t.constraint;

/** Upper limits that sampled architectures keep: FLOPs and parameters of the whole network. */
public record Constraints(long flops, long parameters) {

  /** Whether an architecture with these costs keeps the limits. */
  public boolean allow(long ownFlops, long ownParameters) {
    return ownFlops <= flops && ownParameters <= parameters;
  }
}
