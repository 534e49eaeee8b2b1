package org.narq2t.space.nasbench101;

import java.util.List;
import org.narq2t.space.PinnedFile;
import org.narq2t.space.PinnedFile.Bundle;

/** The files that a table of NAS-Bench-101 is made from. */
final class PublishedTables {
  /** NAS-Bench-101 in part, a uniform sample: on mirrors only. */
  static final Bundle SAMPLE =
      new Bundle(
          "nasbench101-csv",
          "20,001 cells of NAS-Bench-101: one training run each, no test accuracies",
          List.of(
              new PinnedFile(
                  "nasbench101/nasbench101_20001.csv.gz",
                  "",
                  "11ad8349890b3bbe79991c7e194039ced380cd8e48d847b12b8ff7b0ea831d9c")));

  /** NAS-Bench-101 whole, as its authors publish it (499 MB). */
  static final Bundle OFFICIAL =
      new Bundle(
          "nasbench-tfrecord",
          "NAS-Bench-101 as its authors publish it: all cells, three training runs each, 499 MB",
          List.of(
              new PinnedFile(
                  "nasbench101/nasbench_only108.tfrecord",
                  "https://storage.googleapis.com/nasbench/nasbench_only108.tfrecord",
                  "4c39c3936e36a85269881d659e44e61a245babcb72cb374eacacf75d0e5f4fd1")));

  private PublishedTables() {}
}
