package org.narq2t.cli;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import org.narq2t.settings.ListenAddress;
import org.narq2t.tracking.RunQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Serves the dashboard and the REST interface on http://localhost:8080, and does queued runs, one"
          + " after the other.",
      "Runs that are submitted elsewhere ('narq2t run FILE --queue') are done too. Ctrl-C"
          + " stops it; the run in progress can be resumed.",
      "",
      "It listens to this machine only. For others (--host 0.0.0.0) it needs a token that clients must"
          + " know: NARQ2T_TOKEN, at least 16 characters. Programs send it as 'Authorization: Bearer"
          + " TOKEN'; browsers are asked for it, or open http://HOST:PORT/login?token=TOKEN once."
    })
public final class ServeCommand implements Callable<Integer> {
  public static final String HOST = "127.0.0.1";
  public static final String PORT = "8080";

  @Spec CommandSpec spec;
  private final RunQueue queue;
  private final ListenAddress address;

  @Option(
      names = "--port",
      defaultValue = PORT,
      paramLabel = "N",
      description = "Port to listen on (default: ${DEFAULT-VALUE}).")
  int port; // read by Main before Quarkus starts

  @Option(
      names = "--host",
      defaultValue = HOST,
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
  String host; // read by Main, as the port

  @Option(names = "--resume", description = "Goes on with all runs that were interrupted.")
  boolean resume;

  ServeCommand(RunQueue queue, ListenAddress address) {
    this.queue = queue;
    this.address = address;
  }

  @Override
  public Integer call() {
    address.requireToken();
    if (resume) {
      queue.resumeInterrupted();
    }
    queue.start();
    spec.commandLine()
        .getOut()
        .printf(
            "narq2t serves on http://%s:%d (Ctrl-C stops it)%n",
            address.isLocal() ? "localhost" : address.host(), address.port());
    Quarkus.waitForExit();
    return 0;
  }
}
