package org.narq2t.space.nasbench201;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.narq2t.space.PinnedFile.Bundle;
import org.narq2t.space.ResultCsv;
import org.narq2t.space.ResultFormat;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.SpaceModule;
import org.narq2t.space.Task;

/** NAS-Bench-201 as this program offers it. */
public final class NasBench201Module implements SpaceModule {
  static final String KEY = "nb201";
  static final String TITLE = "NAS-Bench-201";

  @Override
  public String name() {
    return NasBench201.NAME;
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
    return Task.PUBLISHED;
  }

  @Override
  public SearchSpace open(Path cells) {
    return new NasBench201();
  }

  @Override
  public Optional<String> surrogate() {
    return Optional.of("/surrogate/nasbench201.safetensors");
  }

  @Override
  public List<Bundle> bundles() {
    return List.of(PublishedTables.COMPACT, PublishedTables.PUBLIC);
  }

  @Override
  public Map<String, ResultFormat> formats() {
    return Map.of("csv", new ResultCsv(), "nar-json", new CellInformationJson());
  }
}
