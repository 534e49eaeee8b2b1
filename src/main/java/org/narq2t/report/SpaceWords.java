package org.narq2t.report;

import java.util.List;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.nasbench101.NasBench101;
import org.narq2t.space.nasbench201.NasBench201;

/** What a report has to know of a search space: its words and its drawings. */
sealed interface SpaceWords permits NasBench101Words, NasBench201Words {

  /**
   * What is known of a space.
   *
   * @param space the whole one
   */
  static SpaceWords of(SearchSpace space) {
    if (space instanceof NasBench101 nasBench101) {
      return new NasBench101Words(nasBench101);
    }
    if (space instanceof NasBench201 nasBench201) {
      return new NasBench201Words(nasBench201);
    }
    throw new IllegalArgumentException("there is no report of " + space.name());
  }

  /** The name in folders: {@code nb201}. */
  String key();

  /** The name in headings: {@code NAS-Bench-201}. */
  String name();

  /** What it holds: architectures, or cells. */
  String noun();

  /** What operators are called in drawings and histograms, by code. */
  List<String> operators();

  /** What operators sit on: edges, or vertices. */
  String operatorPlaces();

  /** Whether cells have different numbers of vertices. */
  boolean countsVertices();

  /** The cell of an architecture as inline SVG. */
  String drawing(String description);

  /** Published values of Kendall's tau, a sentence for captions; empty if there are none. */
  String publishedTaus();
}
