package org.narq2t.web.pages;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Configurations;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.Spaces;
import org.narq2t.space.Task;
import org.narq2t.tracking.RunFilter;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;

/** The starting points of the form of a new run. */
@ApplicationScoped
public class NewRunForms {
  private static final int RANKERS = 50;

  private final Configurations configurations;
  private final RunStore store;
  private final RunReports judged;

  NewRunForms(Configurations configurations, RunStore store, RunReports judged) {
    this.configurations = configurations;
    this.store = store;
    this.judged = judged;
  }

  /**
   * The settings of a space and data set, with a preset.
   *
   * @param dataset if it is of another space, the first of this one is taken
   * @param chosen {@code key=value} pairs over them, such as other modules
   * @throws RuntimeException if there are none; the message names what there is
   */
  public NewRunPage standard(String preset, String space, String dataset, List<String> chosen) {
    require("preset", preset, configurations.presetNames());
    require("space", space, Spaces.names());
    require("data set", dataset, Spaces.tasks());
    List<Task> tasks = Spaces.named(space).tasks();
    Task task =
        tasks.stream().filter(of -> of.key().equals(dataset)).findFirst().orElse(tasks.get(0));
    RunConfiguration base =
        configurations.read(
            configurations.file(space, task),
            Stream.concat(Stream.of("preset=" + preset), chosen.stream()).toList());
    return form(base, "the settings of the paper's runs", false, chosen, 0);
  }

  /** An example of {@code configs/examples}, for trying things out. */
  public NewRunPage example(String name, List<String> chosen) {
    Path examples = configurations.folder().resolve("examples");
    require("example", name + ".yaml", names(examples));
    RunConfiguration base = configurations.read(examples.resolve(name + ".yaml"), chosen);
    return form(base, "the example " + name + ", a run of a few seconds", true, chosen, 0);
  }

  /**
   * The settings of an earlier run.
   *
   * @throws IOException if its record cannot be read
   */
  public NewRunPage clone(RunRecord run, List<String> chosen) throws IOException {
    RunConfiguration own = judged.configuration(run);
    return form(
        chosen.isEmpty()
            ? own
            : configurations.parse("run " + run.id(), ConfigurationFile.write(own), chosen),
        "the settings of run " + run.id(),
        true,
        chosen,
        Optional.ofNullable(run.needs()).orElse(0L));
  }

  private NewRunPage form(
      RunConfiguration base, String origin, boolean whole, List<String> chosen, long rankerRun) {
    RunFilter finished = RunFilter.in(RunState.FINISHED).space(Optional.of(base.space()));
    return new NewRunPage(
        base,
        origin,
        whole,
        chosen,
        rankerRun,
        configurations.presetNames(),
        Spaces.names(),
        store.list(finished, 0, RANKERS));
  }

  private static void require(String what, String value, List<String> allowed) {
    if (!allowed.contains(value)) {
      throw new IllegalArgumentException(
          "There is no %s '%s'; available: %s.".formatted(what, value, String.join(", ", allowed)));
    }
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no configurations in " + folder, e);
    }
  }
}
