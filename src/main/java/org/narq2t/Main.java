package org.narq2t;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.narq2t.cli.CommandLineApplication;
import org.narq2t.cli.HelpFactory;
import org.narq2t.cli.Narq2tCommand;
import org.narq2t.cli.QuietShutdown;
import org.narq2t.cli.ServeCommand;
import org.narq2t.cli.StartChecks;
import picocli.CommandLine;

/**
 * Entry point. Help and completion are answered without starting Quarkus; only {@code serve} opens
 * a port, and what may be done on a cluster.
 */
@QuarkusMain
public final class Main {
  private static final List<String> HELP = List.of("-h", "--help", "-V", "--version", "help");

  /** Commands that answer as soon as the application is there; for others a user waits longer. */
  private static final List<String> QUICK =
      List.of(
          "arch",
          "encode",
          "serve",
          "data formats",
          "data show",
          "runs list",
          "runs label",
          "runs work",
          "study list",
          "study show");

  private Main() {}

  public static void main(String... arguments) {
    List<String> words = Arrays.asList(arguments);
    if (words.isEmpty()
        || words.get(0).equals("completion")
        || words.stream().anyMatch(HELP::contains)) {
      System.exit(
          new CommandLine(new Narq2tCommand(), new HelpFactory())
              .setUsageHelpWidth(Narq2tCommand.HELP_WIDTH)
              .execute(arguments));
    }
    String command = words.get(0);
    boolean group = List.of("data", "runs", "study", "space", "latency").contains(command);
    if (group && words.size() > 1 && !words.get(1).startsWith("-")) {
      command += " " + words.get(1);
    }
    if (!QUICK.contains(command)) {
      System.err.println("narq2t " + command + ": starting");
    }
    StartChecks.expressions(System.getenv()).ifPresent(Main::refuse);
    StartChecks.paths(System.getenv()).ifPresent(Main::refuse);
    StartChecks.port(System.getenv("QUARKUS_HTTP_PORT")).ifPresent(Main::refuse);
    StartChecks.threads(System.getenv("NARQ2T_PYTHON_THREADS")).ifPresent(Main::refuse);
    if (words.get(0).equals("serve")) {
      System.setProperty("quarkus.http.host-enabled", "true");
      listenAt(
          option("--host", words).orElse(ServeCommand.HOST),
          option("--port", words).orElse(ServeCommand.PORT));
    }
    if (mayNeedWorkers(words)) {
      System.setProperty("quarkus.http.host-enabled", "true");
      ServiceAddress.listen(System.getenv("NARQ2T_SERVICE"));
    }
    QuietShutdown.install();
    Quarkus.run(CommandLineApplication.class, arguments);
  }

  /** Workers on a cluster ask the process that does their run what to do. */
  private static boolean mayNeedWorkers(List<String> words) {
    return List.of("search", "study").contains(words.get(0))
            && option("--on", words).filter("ray"::equals).isPresent()
        || words.get(0).equals("runs") && words.contains("resume");
  }

  private static void listenAt(String host, String port) {
    if (!StartChecks.isPort(port)) {
      refuse(
          "--port cannot be '%s'; allowed: 0 to %d, 0 for any that is free"
              .formatted(port, StartChecks.LAST_PORT));
    }
    StartChecks.host(host).ifPresent(Main::refuse);
    boolean reloaded =
        port.equals(System.getProperty("quarkus.http.port")); // dev mode has it already
    if (!reloaded) {
      StartChecks.port(host, Integer.parseInt(port)).ifPresent(Main::refuse);
    }
    System.setProperty("quarkus.http.host", host);
    System.setProperty("quarkus.http.port", port);
  }

  private static void refuse(String why) {
    System.err.println("Error: " + why);
    System.exit(CommandLine.ExitCode.USAGE);
  }

  /** The value of an option: the port is opened before the command line is parsed. */
  private static Optional<String> option(String name, List<String> words) {
    int option = words.indexOf(name);
    return option >= 0 && option + 1 < words.size()
        ? Optional.of(words.get(option + 1))
        : words.stream()
            .filter(word -> word.startsWith(name + "="))
            .map(word -> word.substring(name.length() + 1))
            .findFirst();
  }
}
