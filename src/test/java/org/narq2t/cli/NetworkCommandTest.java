package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.cli.Commands.Output;
import org.narq2t.run.Json;
import org.narq2t.settings.Settings;
import org.narq2t.space.nasbench101.EnumeratedSpace;
import picocli.CommandLine;

/** {@code network}, small: four channels, one cell in each stage, images of eight pixels. */
@QuarkusTest
class NetworkCommandTest {
  private static final String CELL =
      "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_1x1~0|none~1|avg_pool_3x3~2|";

  @Inject CommandLine.IFactory factory;
  @Inject Settings settings;
  @TempDir Path folder;

  @BeforeAll
  static void enumerate() {
    EnumeratedSpace.whole();
  }

  private Output write(String arch, String... arguments) {
    List<String> all = new ArrayList<>(List.of("network", "--arch", arch, "--channels", "4"));
    all.addAll(List.of("--cells", "1", "--resolution", "8", "--classes", "3"));
    all.addAll(List.of(arguments));
    return Commands.run(factory, all.toArray(String[]::new));
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  /** The output of a Python that has torch, and does not see narq2t. */
  private String python(String program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                settings.python().executable().toAbsolutePath().toString(), "-c", program)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return printed.strip();
  }

  /** All values of a file, without the header, whose entries come in any order. */
  private ByteBuffer tensors(String name) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name)));
    int header = (int) file.order(ByteOrder.LITTLE_ENDIAN).getLong();
    return file.position(Long.BYTES + header).slice();
  }

  @Test
  void sourceAndWeightsOfOneCallMakeTheNetworkThatOnnxHolds() throws Exception {
    Output written =
        write(
            CELL,
            "--seed",
            "5",
            "--out",
            in("net.py"),
            "--out",
            in("net.safetensors"),
            "--out",
            in("net.pt"),
            "--out",
            in("net.onnx"));

    assertThat(written.status()).as(written.err()).isZero();
    assertThat(written.out().lines())
        .contains("Wrote " + in("net.py"), "Wrote " + in("net.onnx"))
        .last()
        .asString()
        .matches("[\\d,]+ parameters, not trained: weights drawn by seed 5\\.");
    String agreed =
        python(
            """
            import net, torch, onnxruntime
            from safetensors.torch import load_file
            network = net.build()
            network.load_state_dict(load_file("net.safetensors"))
            archive = torch.load("net.pt", weights_only=True)
            same = all(torch.equal(value, archive[name]) for name, value in network.state_dict().items())
            images = torch.randn(2, 3, 8, 8, generator=torch.Generator().manual_seed(0))
            found = onnxruntime.InferenceSession("net.onnx").run(None, {"images": images.numpy()})[0]
            with torch.inference_mode():
                logits = network.eval()(images)
            print(same, tuple(logits.shape), torch.allclose(logits, torch.from_numpy(found), atol=1e-4))
            """);
    assertThat(agreed).isEqualTo("True (2, 3) True");
  }

  @Test
  void weightsAreTakenFromAFile() throws IOException {
    write(CELL, "--seed", "1", "--out", in("one.safetensors"));
    Output again = write(CELL, "--weights", in("one.safetensors"), "--out", in("two.safetensors"));
    Output other = write(CELL, "--seed", "2", "--out", in("other.safetensors"), "--json");

    assertThat(Json.MAPPER.readTree(other.out()).at("/files/0").asText())
        .isEqualTo(in("other.safetensors"));
    assertThat(again.out()).contains("weights of " + in("one.safetensors"));
    assertThat(tensors("two.safetensors")).isEqualTo(tensors("one.safetensors"));
    assertThat(tensors("other.safetensors")).isNotEqualTo(tensors("one.safetensors"));
  }

  @Test
  void aModuleHashIsTheCellThatTheSpaceHasUnderIt() throws IOException {
    String hash = "00005c142e6f48ac74fdcf73e3439874";
    String graph =
        "0100110001000000010010000010000001000000010000000"
            + " input,conv3x3-bn-relu,maxpool3x3,conv3x3-bn-relu,conv3x3-bn-relu,"
            + "conv1x1-bn-relu,output";

    Output byHash = write(hash, "--space", "nb101", "--out", in("hash.py"));
    Output byGraph = write(graph, "--space", "nb101", "--out", in("graph.py"));

    assertThat(byHash.status()).as(byHash.err()).isZero();
    assertThat(byGraph.status()).as(byGraph.err()).isZero();
    assertThat(folder.resolve("hash.py")).hasSameTextualContentAs(folder.resolve("graph.py"));
    assertThat(Files.readString(folder.resolve("hash.py"))).contains("class Cell", "nasbench101");
    assertThat(write("0".repeat(32), "--space", "nb101", "--out", in("none.py")).err())
        .contains("no cell has the module hash 0000");
  }

  @Test
  void whatCannotBeWrittenIsExplainedAndNothingIsWritten() {
    assertThat(write("nonsense", "--out", in("net.py")).err())
        .contains("not a NAS-Bench-201 architecture");
    assertThat(write(CELL, "--out", in("net.py"), "--out", in("net.h5")).err())
        .contains("net.h5: a network is written to a file that ends in .py, .safetensors, .pt");
    assertThat(write(CELL, "--out", in("absent/net.py")).err())
        .contains("there is no folder " + folder.resolve("absent"));
    assertThat(write(CELL, "--out", in("net.py"), "--stages", "4").err())
        .contains("resolution must leave 2 pixels after 4 stages");
    assertThat(write(CELL, "--out", in("net.py"), "--weights", in("absent.safetensors")).err())
        .contains("absent.safetensors cannot be read");
    assertThat(write(CELL, "--space", "nb301", "--out", in("net.py")))
        .satisfies(refused -> assertThat(refused.status()).isEqualTo(2))
        .satisfies(refused -> assertThat(refused.err()).contains("allowed: nb101, nb201"));
    assertThat(write(CELL).err()).contains("Missing required option: '--out=FILE'");
    assertThat(folder).isEmptyDirectory();
  }
}
