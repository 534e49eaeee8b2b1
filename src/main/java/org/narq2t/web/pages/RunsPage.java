package org.narq2t.web.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.narq2t.run.Spaces;
import org.narq2t.space.NamedSpace;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunOrder;
import org.narq2t.tracking.RunState;

/**
 * The list of runs, a page of it.
 *
 * @param filter the chosen values by name: state, space, dataset, preset, seed, text; empty for
 *     all; and sort
 * @param total runs that match
 * @param offset of the first that is shown
 * @param datasetNames those that can be filtered by
 * @param presetNames those that can be filtered by
 */
public record RunsPage(
    List<RunView> rows,
    Map<String, String> filter,
    int total,
    int offset,
    List<String> datasetNames,
    List<String> presetNames) {

  /** Runs on a page. */
  public static final int SIZE = 25;

  /** A choice of a filter. */
  public record FilterValue(String value, boolean selected) {}

  public static RunsPage of(
      List<RunDescription> runs,
      Map<String, String> filter,
      int total,
      int offset,
      List<String> datasetNames,
      List<String> presetNames) {
    OffsetDateTime now = OffsetDateTime.now();
    return new RunsPage(
        runs.stream().map(run -> new RunView(run, now)).toList(),
        filter,
        total,
        offset,
        datasetNames,
        presetNames);
  }

  public boolean isFiltered() {
    return filter.entrySet().stream()
        .anyMatch(entry -> !entry.getKey().equals("sort") && !entry.getValue().isEmpty());
  }

  public List<FilterValue> states() {
    return choices("state", Arrays.stream(RunState.values()).map(RunState::key).toList());
  }

  public List<FilterValue> spaces() {
    return choices("space", Spaces.searchable().stream().map(NamedSpace::name).toList());
  }

  public List<FilterValue> datasets() {
    return choices("dataset", datasetNames);
  }

  public List<FilterValue> presets() {
    return choices("preset", presetNames);
  }

  public List<FilterValue> orders() {
    return choices("sort", Arrays.stream(RunOrder.values()).map(RunOrder::key).toList());
  }

  /** What is typed into a field of the filter. */
  public String typed(String name) {
    return filter.get(name);
  }

  private List<FilterValue> choices(String name, List<String> values) {
    return values.stream()
        .map(value -> new FilterValue(value, value.equals(filter.get(name))))
        .toList();
  }

  /** {@code 1–25 of 60}. */
  public String shown() {
    return rows.isEmpty()
        ? "0 of " + total
        : "%d–%d of %d".formatted(offset + 1, offset + rows.size(), total);
  }

  /** The address of newer runs; empty on the first page. */
  public String newer() {
    return offset == 0 ? "" : address(Math.max(0, offset - SIZE));
  }

  /** The address of older runs; empty on the last page. */
  public String older() {
    return offset + rows.size() >= total ? "" : address(offset + SIZE);
  }

  private String address(int from) {
    return filter.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty() && !entry.getValue().equals("newest"))
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .sorted()
        .collect(Collectors.joining("&", "/?", ""))
        .concat("&offset=" + from)
        .replace("?&", "?");
  }
}
