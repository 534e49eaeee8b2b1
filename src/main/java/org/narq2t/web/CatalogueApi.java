package org.narq2t.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.narq2t.benchmark.TableFile;
import org.narq2t.ledger.Split;
import org.narq2t.python.PythonUnavailable;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Configurations;
import org.narq2t.run.DeviceStudy;
import org.narq2t.run.Spaces;
import org.narq2t.run.TableOrigin;
import org.narq2t.space.SearchSpace;

/** The parts that runs can be made of: presets, benchmarks, devices. */
@Path("/api/v1")
@Tag(
    name = "Catalogue",
    description = "Presets, benchmarks and devices for runs, and the joint results of runs")
@Produces(MediaType.APPLICATION_JSON)
public class CatalogueApi {
  private static final String YAML = ".yaml";

  private final Configurations configurations;
  private final Benchmarks benchmarks;
  private final DeviceStudy devices;

  @Inject
  CatalogueApi(Configurations configurations, Benchmarks benchmarks, DeviceStudy devices) {
    this.configurations = configurations;
    this.benchmarks = benchmarks;
    this.devices = devices;
  }

  /**
   * Settings that a configuration is laid over.
   *
   * @param name {@code as-released}, or {@code as-released.nasbench101} for what it adds on a space
   */
  public record Preset(String name, String yaml) {}

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
      String missing) {}

  /**
   * The knowledge of a table on a data set.
   *
   * @param known architectures whose validation accuracy it knows
   * @param devices whose latencies it has
   */
  public record KnownDataset(String name, int known, List<String> devices) {}

  /**
   * A device on which latencies were measured; null where none is known.
   *
   * @param known how many architectures were
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record DeviceDescription(
      String name,
      String dataset,
      int known,
      @Schema(nullable = true) Double fastestMs,
      @Schema(nullable = true) Double medianMs,
      @Schema(nullable = true) Double slowestMs) {}

  @GET
  @Path("presets")
  @Operation(operationId = "list_presets", summary = "The presets, with their settings")
  public List<Preset> presets() throws IOException {
    List<Preset> presets = new ArrayList<>();
    try (Stream<java.nio.file.Path> files = Files.list(configurations.presets())) {
      for (java.nio.file.Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(YAML)) {
          presets.add(
              new Preset(name.substring(0, name.length() - YAML.length()), Files.readString(file)));
        }
      }
    }
    return presets;
  }

  @GET
  @Path("benchmarks")
  @Operation(
      operationId = "list_benchmarks",
      summary = "The benchmarks: what each table knows and where it is from, or how to get it")
  public List<BenchmarkDescription> benchmarks() throws IOException {
    List<BenchmarkDescription> all = new ArrayList<>();
    for (String space : Spaces.names()) {
      all.add(describe(space));
    }
    return all;
  }

  private BenchmarkDescription describe(String name) throws IOException {
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

  @GET
  @Path("devices")
  @Operation(
      operationId = "list_devices",
      summary =
          "The devices on which latencies of NAS-Bench-201 were measured, and how fast they are")
  public List<DeviceDescription> devices() throws IOException {
    return devices.devices().stream()
        .map(
            device ->
                new DeviceDescription(
                    device.name(),
                    device.dataset(),
                    device.known(),
                    device.fastestMs(),
                    device.medianMs(),
                    device.slowestMs()))
        .toList();
  }
}
