package org.narq2t.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.narq2t.benchmark.Provenance;
import org.narq2t.benchmark.TableFile;
import org.narq2t.latency.Device;
import org.narq2t.ledger.Split;
import org.narq2t.run.Json;
import org.narq2t.run.TableOrigin;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * A table of benchmark results: where it comes from, and how much of its space it knows.
 *
 * @param architectures of the space
 */
record TableDescription(
    Provenance origin, int architectures, List<KnownAccuracies> known, List<Device> devices) {

  /** How many accuracies of a data set a table knows. */
  record KnownAccuracies(String dataset, int validation, int test) {}

  static TableDescription of(TableFile table, SearchSpace space, List<Device> devices) {
    return new TableDescription(
        table.provenance(),
        table.size(),
        space.datasets().stream().map(dataset -> known(table, dataset)).toList(),
        devices);
  }

  ObjectNode toJson() {
    ObjectNode json = TableOrigin.of(origin).put("architectures", architectures);
    json.set("known", Json.MAPPER.valueToTree(known));
    json.set("devices", Json.MAPPER.valueToTree(devices));
    return json;
  }

  void print(PrintWriter lines) {
    Printout out = Printout.of(lines, origin);
    out.print("space     %s", origin.space());
    out.print("kind      %s", origin.kind());
    for (KnownAccuracies k : known) {
      out.print(
          "known     %s: %,d validation and %,d test accuracies of %,d architectures",
          k.dataset(), k.validation(), k.test(), architectures);
    }
    devices.stream()
        .collect(Collectors.groupingBy(Device::dataset, LinkedHashMap::new, Collectors.toList()))
        .forEach((dataset, own) -> out.print("latencies %s: %s", dataset, inWords(own)));
    out.print("source    %s", origin.source());
    out.print("sha256    %s", origin.sha256());
    out.print("imported  %s by %s", origin.importedAt(), origin.importer());
    out.print("seeds     %s", origin.seeds());
    out.print("missing   %s", origin.missing());
  }

  private static String inWords(List<Device> devices) {
    return devices.stream()
        .map(device -> String.format(Locale.ROOT, "%s %,d", device.name(), device.known()))
        .collect(Collectors.joining(", "));
  }

  private static KnownAccuracies known(TableFile table, Task dataset) {
    return new KnownAccuracies(
        dataset.key(),
        table.known(dataset, Split.VALIDATION).length,
        table.known(dataset, Split.TEST).length);
  }
}
