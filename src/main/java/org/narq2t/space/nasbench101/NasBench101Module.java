package org.narq2t.space.nasbench101;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.narq2t.space.PinnedFile;
import org.narq2t.space.PinnedFile.Bundle;
import org.narq2t.space.Progress;
import org.narq2t.space.ResultFormat;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.SpaceModule;
import org.narq2t.space.Task;

/** NAS-Bench-101 as this program offers it. */
public final class NasBench101Module implements SpaceModule {
  static final String KEY = "nb101";
  static final String TITLE = "NAS-Bench-101";
  static final List<Task> TASKS = List.of(Task.CIFAR10);

  @Override
  public String name() {
    return NasBench101.NAME;
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public List<Task> tasks() {
    return TASKS;
  }

  @Override
  public Optional<String> cellFile() {
    return Optional.of("nasbench101-space.safetensors");
  }

  @Override
  public SearchSpace open(Path cells) throws IOException {
    return NasBench101.open(cells);
  }

  @Override
  public void enumerate(Path cells, Progress progress) throws IOException {
    NasBench101.enumerate(cells, 7, progress);
  }

  @Override
  public boolean isKey(String text) {
    return text.matches("[0-9a-f]{32}");
  }

  @Override
  public List<Bundle> bundles() {
    return List.of(PublishedTables.SAMPLE);
  }

  @Override
  public Optional<Bundle> official() {
    return Optional.of(PublishedTables.OFFICIAL);
  }

  @Override
  public Map<String, ResultFormat> formats() {
    return Map.of("csv", new CellCsv(), "nar-json", new CellInformationJson());
  }

  @Override
  public String howToFetch() {
    PinnedFile whole = PublishedTables.OFFICIAL.files().get(0);
    PinnedFile sample = PublishedTables.SAMPLE.files().get(0);
    return NasBench101Presenter.WORDS
        .text("how-to-fetch")
        .formatted(
            whole.address(),
            whole.sha256(),
            PublishedTables.OFFICIAL.format(),
            whole.name(),
            sample.path());
  }
}
