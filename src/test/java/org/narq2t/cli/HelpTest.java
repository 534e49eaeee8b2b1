package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class HelpTest {

  static Stream<CommandSpec> commands() {
    return with(new CommandLine(new Narq2tCommand(), new HelpFactory()))
        .map(CommandLine::getCommandSpec);
  }

  @Test
  void aShellCompletesCommandsAndOptions(@TempDir Path folder) throws Exception {
    Path script = folder.resolve("completion");
    CommandLine narq2t = new CommandLine(new Narq2tCommand(), new HelpFactory());
    narq2t.setOut(new PrintWriter(Files.newBufferedWriter(script), true));
    assertThat(narq2t.execute("completion")).isZero();

    assertThat(completed(script, "runs", "lab")).isEqualTo("label");
    assertThat(completed(script, "search", "--max-lat")).isEqualTo("--max-latency");
  }

  private static String completed(Path script, String command, String begun) throws Exception {
    String asks =
        "source %s; COMP_WORDS=(narq2t %s %s); COMP_CWORD=2; _complete_narq2t; echo ${COMPREPLY[@]}"
            .formatted(script, command, begun);
    Process bash = new ProcessBuilder("bash", "-c", asks).start();
    return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static Stream<CommandLine> with(CommandLine command) {
    Collection<CommandLine> below = command.getSubcommands().values();
    return Stream.concat(Stream.of(command), below.stream().flatMap(HelpTest::with));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandIsSummedUpInWholeSentencesAndPicocliHasNothingToSay(CommandSpec command) {
    PrintStream terminal = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    String help;
    try {
      help = command.commandLine().setUsageHelpWidth(100).getUsageMessage();
    } finally {
      System.setErr(terminal);
    }

    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(command.usageMessage().description()[0]).matches("(?s)[A-Z].*\\.");
    assertThat(help).doesNotContain("%%", "%n", "${");
    assertThat(command.options()).allSatisfy(o -> assertThat(o.description()).isNotEmpty());
    assertThat(command.positionalParameters())
        .allSatisfy(p -> assertThat(p.description()).isNotEmpty());
  }
}
