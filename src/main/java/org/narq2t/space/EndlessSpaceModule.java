package org.narq2t.space;

/** A search space that cannot be enumerated: it has no table of results, and no limits are kept. */
public interface EndlessSpaceModule extends NamedSpace {

  /** Opens the space; its architectures are numbered anew. */
  Space open();
}
