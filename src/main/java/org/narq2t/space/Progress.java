package org.narq2t.space;

/** Hears how far something long is, perhaps from several threads. */
@FunctionalInterface
public interface Progress {

  /** So many of all are done. */
  void reached(int done, int total);
}
