package org.narq2t.web.pages;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which runs stand in one table, where means are taken over seeds: those of one space, preset,
 * table and search mode. Of one data set and task they must not differ by anything but their seed;
 * where some do, each kind has a table of its own, for a mean over them would say nothing.
 */
final class SeedGroups {

  /** What a table may show side by side, in columns or rows of their own. */
  private static final List<String> OWN_ROWS =
      List.of("predictor.training.lambdaLatency", "limits.");

  /** These decide nothing that is reported. */
  private static final Set<String> IGNORED = Set.of("seed", "device");

  private SeedGroups() {}

  /**
   * A finished run.
   *
   * @param settings all, by dotted name
   */
  record Member(long run, String benchmark, Map<String, String> settings) {
    private String setting(String name) {
      return settings.getOrDefault(name, "");
    }

    private List<String> table() {
      return List.of(benchmark, setting("space"), setting("preset"));
    }

    /** Data set, mode and task: what has a row or columns of its own. */
    private Map<String, String> place() {
      Map<String, String> place = new TreeMap<>(settings);
      place
          .keySet()
          .removeIf(
              name ->
                  !name.equals("dataset")
                      && !name.equals("strategy.mode")
                      && OWN_ROWS.stream().noneMatch(name::startsWith));
      return place;
    }

    private Map<String, String> kind() {
      Map<String, String> kind = new TreeMap<>(settings);
      kind.keySet().removeAll(IGNORED);
      return kind;
    }
  }

  /** The runs of each table, in the given order. */
  static List<List<Member>> of(List<Member> members) {
    Map<List<String>, List<Member>> tables = new LinkedHashMap<>();
    members.forEach(
        member -> tables.computeIfAbsent(member.table(), key -> new ArrayList<>()).add(member));
    List<List<Member>> groups = new ArrayList<>();
    tables.values().forEach(table -> groups.addAll(split(table)));
    return groups;
  }

  private static List<List<Member>> split(List<Member> table) {
    Map<Map<String, String>, List<Member>> kinds = new LinkedHashMap<>();
    table.forEach(
        member -> kinds.computeIfAbsent(member.kind(), key -> new ArrayList<>()).add(member));
    Set<Map<String, String>> places = new HashSet<>();
    boolean once = kinds.values().stream().allMatch(kind -> places.add(kind.get(0).place()));
    return once ? List.of(table) : List.copyOf(kinds.values());
  }
}
