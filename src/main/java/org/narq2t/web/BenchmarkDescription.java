package org.narq2t.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.narq2t.benchmark.TableFile;
import org.narq2t.ledger.Split;
import org.narq2t.python.PythonUnavailable;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.TableOrigin;
import org.narq2t.space.SearchSpace;

/**
 * A benchmark: its table, or what to do to get one.
 *
 * @param kind {@code real} or {@code surrogate}
 * @param sha256 of each file of its source
 * @param architectures of the whole space; 0 if it is not there
 * @param missing what to do; absent if the table is there
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BenchmarkDescription(
    String space,
    String kind,
    String source,
    @Schema(implementation = Object.class) JsonNode sha256,
    int architectures,
    List<KnownDataset> datasets,
    String missing) {

  /**
   * The knowledge of a table on a data set.
   *
   * @param known architectures whose validation accuracy it knows
   * @param devices whose latencies it has
   */
  public record KnownDataset(String name, int known, List<String> devices) {}

  /**
   * The benchmark of a space.
   *
   * @throws IOException if its table is damaged; the message says what to do
   */
  static BenchmarkDescription of(String name, Benchmarks benchmarks) throws IOException {
    try {
      SearchSpace space = benchmarks.space(name);
      TableFile table = benchmarks.table(name);
      List<KnownDataset> datasets =
          space.datasets().stream()
              .map(
                  dataset ->
                      new KnownDataset(
                          dataset.key(),
                          table.known(dataset, Split.VALIDATION).length,
                          table.devices(dataset)))
              .toList();
      return new BenchmarkDescription(
          name,
          table.provenance().kind(),
          table.provenance().source(),
          TableOrigin.value(table.provenance().sha256()),
          space.size(),
          datasets,
          "");
    } catch (NoSuchFileException e) {
      return missing(name, e.getReason());
    } catch (PythonUnavailable e) { // the surrogate's table is made by Python
      return missing(name, e.getMessage());
    }
  }

  private static BenchmarkDescription missing(String name, String why) {
    return new BenchmarkDescription(name, "", "", null, 0, List.of(), why);
  }
}
