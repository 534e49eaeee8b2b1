package org.narq2t.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Configurations;
import org.narq2t.run.DeviceStudy;
import org.narq2t.run.Spaces;

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
      all.add(BenchmarkDescription.of(space, benchmarks));
    }
    return all;
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
