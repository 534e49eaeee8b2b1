package org.narq2t.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.narq2t.files.Safetensors.Type;

/** Writes safetensors files. */
public final class SafetensorsWriter {
  private SafetensorsWriter() {}

  /**
   * A tensor to write.
   *
   * @param data its values, little-endian, from position to limit
   */
  public record Tensor(String name, Type type, int[] shape, ByteBuffer data) {

    /**
     * @throws IllegalArgumentException if the data are not as long as the shape says
     */
    public Tensor {
      if (data.remaining() != Safetensors.length(shape) * type.size) {
        throw new IllegalArgumentException(
            "%s has %d bytes, not %d"
                .formatted(name, data.remaining(), Safetensors.length(shape) * type.size));
      }
    }
  }

  /** Writes a file, whole or not at all; tensors lie in it in the order given. */
  public static void write(Path path, Map<String, String> metadata, List<Tensor> tensors)
      throws IOException {
    ObjectNode header = Safetensors.JSON.createObjectNode();
    header.set("__metadata__", Safetensors.JSON.valueToTree(metadata));
    long offset = 0;
    for (Tensor tensor : tensors) {
      long end = offset + tensor.data().remaining();
      ObjectNode entry = header.putObject(tensor.name());
      entry.put("dtype", tensor.type().name());
      entry.set("shape", Safetensors.JSON.valueToTree(tensor.shape()));
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    String text = header.toString();
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    int padding = Math.floorMod(-length, Long.BYTES); // so that the data are aligned
    byte[] padded = (text + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
    ByteBuffer prefix = ByteBuffer.allocate(Safetensors.PREFIX).order(ByteOrder.LITTLE_ENDIAN);
    prefix.putLong(padded.length).flip();
    AtomicFile.writeBytes(
        path,
        channel -> {
          channel.write(prefix);
          channel.write(ByteBuffer.wrap(padded));
          for (Tensor tensor : tensors) {
            ByteBuffer data = tensor.data().duplicate();
            while (data.hasRemaining()) {
              channel.write(data);
            }
          }
        });
  }
}
