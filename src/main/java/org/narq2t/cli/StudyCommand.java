package org.narq2t.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.narq2t.cli.StudySession.Start;
import org.narq2t.run.Json;
import org.narq2t.study.Reports;
import org.narq2t.study.Studies;
import org.narq2t.study.Study;
import org.narq2t.study.StudyOverview;
import org.narq2t.study.StudyOverviews;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunStore;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list | show | run | resume | report)",
    description = {
      "Studies: several runs that answer one question, such as a table of the paper. A study is a file"
          + " of studies/; copy one to ask a question of your own."
    },
    footer = {
      "",
      "Examples:",
      "  narq2t study run table2 --axis dataset=cifar10 --seeds 1,20211117",
      "  narq2t study run table2 --set preset=dev          a small one, to see how it goes",
      "  narq2t study run table9 --queue                   leave it to the workers of 'narq2t serve'",
      "  narq2t study run table9 --on ray --ray-address http://head:8265   each run a task of a cluster",
      "  narq2t study resume table2                        go on where it was cut off",
      "  narq2t study report table2 --markdown             its finished rows, for a document"
    })
public final class StudyCommand {
  @Spec CommandSpec spec;
  private final Studies studies;
  private final StudyOverviews overviews;
  private final StudySession session;
  private final RunStore store;

  StudyCommand(Studies studies, StudyOverviews overviews, StudySession session, RunStore store) {
    this.studies = studies;
    this.overviews = overviews;
    this.session = session;
    this.store = store;
  }

  /** The study that is meant. */
  static final class Name {
    @Parameters(paramLabel = "STUDY", description = "Its name, as 'list' shows it.")
    String study;
  }

  @Command(description = "Lists the studies.", mixinStandardHelpOptions = true)
  int list(@Option(names = "--json", description = "Print JSON.") boolean json) throws IOException {
    List<StudyOverview> all = overviews.all();
    if (json) {
      out().println(Json.MAPPER.writeValueAsString(all));
      return 0;
    }
    StudyDescription.print(out(), all);
    return 0;
  }

  @Command(
      description = "Shows what a study varies, and its runs.",
      mixinStandardHelpOptions = true)
  int show(@Mixin Name name, @Option(names = "--json", description = "Print JSON.") boolean json)
      throws IOException {
    Study study = studies.read(name.study);
    StudyOverview overview = overviews.of(study);
    PrintWriter out = out();
    if (json) {
      out.println(Json.MAPPER.writeValueAsString(overview));
      return 0;
    }
    StudyDescription.print(out, study.file(), overview);
    return 0;
  }

  @Command(
      description = {
        "Does a study: its runs go into the queue, and this process does them, beside any other worker"
            + " on the same database. Prints its table, and writes a report with plots."
      },
      mixinStandardHelpOptions = true)
  int run(
      @Mixin Name name,
      @Mixin StudyPart part,
      @Option(
              names = "--resume",
              description = "Goes on where an earlier one was cut off, as 'study resume'.")
          boolean resume)
      throws IOException {
    return start(name, part, resume ? Start.TAKE_UP : Start.ANEW);
  }

  @Command(
      description = {
        "Goes on with a study that was cut off: runs of the same settings on the same table by the same"
            + " commit of this code are not done again, and one that was interrupted goes on from its"
            + " last checkpoint. Runs by changed code are not trusted."
      },
      mixinStandardHelpOptions = true)
  int resume(@Mixin Name name, @Mixin StudyPart part) throws IOException {
    return start(name, part, Start.TAKE_UP);
  }

  private int start(Name name, StudyPart part, Start how) throws IOException {
    PrintWriter told = told(part.json);
    ReportAnswer answer =
        part.queue
            ? session.queue(told, name.study, part.narrowing(), how, part.cluster)
            : session.run(told, name.study, part.narrowing(), how, part.cluster);
    return answered(answer, part.json);
  }

  @Command(
      description =
          "Prints the table of a study's finished runs and writes their report with plots.",
      mixinStandardHelpOptions = true)
  int report(@Mixin Name name, @ArgGroup Form form) throws IOException {
    boolean json = form != null && form.json;
    boolean markdown = form != null && form.markdown;
    Study study = studies.read(name.study);
    List<RunRecord> runs = store.ofStudy(name.study);
    PrintWriter told = told(json || markdown);
    Printout printout = Printout.of(told, overviews.table(study));
    List<Long> numbers = runs.stream().map(RunRecord::id).toList();
    Optional<Reports.Written> written = session.report(told, printout, study, runs);
    if (markdown) {
      out()
          .println(
              written
                  .map(report -> report.tables().toMarkdown().stripTrailing())
                  .orElse("No run of the study is finished."));
    }
    return answered(ReportAnswer.of(name.study, 0, numbers, written), json);
  }

  /** The format of a report, if it is not for the terminal. */
  static final class Form {
    @Option(names = "--json", description = "Prints JSON.")
    boolean json;

    @Option(names = "--markdown", description = "Prints the tables as Markdown, for a document.")
    boolean markdown;
  }

  private int answered(ReportAnswer answer, boolean json) {
    if (json) {
      Answers.print(spec.commandLine(), answer);
    }
    return answer.status();
  }

  /** For words on the way: none are printed beside JSON. */
  private PrintWriter told(boolean json) {
    return json ? new PrintWriter(Writer.nullWriter()) : out();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
