package org.narq2t.web.pages;

import java.util.List;
import java.util.Set;
import org.narq2t.report.HtmlTemplate;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.SettingGroup;
import org.narq2t.run.Spaces;
import org.narq2t.space.Task;
import org.narq2t.tracking.RunRecord;

/**
 * The form of a new run.
 *
 * @param base the settings that it starts from
 * @param origin what they are, in words
 * @param whole whether the form sends these settings whole: those of a run or of an example, rather
 *     than the names of preset, space and data set
 * @param chosen {@code key=value} pairs that are in the base beside these names
 * @param rankers finished runs whose ranker could be searched with
 */
public record NewRunPage(
    RunConfiguration base,
    String origin,
    boolean whole,
    List<String> chosen,
    long rankerRun,
    List<String> presets,
    List<String> spaces,
    List<RunRecord> rankers) {

  /** Chosen above the settings, or by the task. */
  private static final Set<String> ELSEWHERE = Set.of("space", "preset", "dataset");

  /** What the page's script sends with every change. */
  private record Data(
      String preset, String space, String dataset, String configuration, List<String> chosen) {}

  /** JSON, to stand in a script element. */
  public String data() {
    return HtmlTemplate.json(
        new Data(
            base.preset(),
            base.space(),
            base.dataset().key(),
            whole ? ConfigurationFile.write(base) : "",
            whole ? List.of() : chosen));
  }

  public List<String> datasets() {
    return Spaces.named(base.space()).tasks().stream().map(Task::key).toList();
  }

  /** The settings: those of the run itself, and of each of its parts. */
  public List<FormField.Group> groups() {
    return FormField.Group.of(SettingGroup.of(base, ELSEWHERE));
  }
}
