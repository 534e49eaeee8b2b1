package org.narq2t.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.narq2t.evaluator.training.ImageSettings;

/**
 * A folder of images, read once into a cache.
 *
 * @param cache the folder of the cache
 * @param digest SHA-256 of images, labels and split
 * @param classes how many there are
 * @param resolution pixels of the square that they became
 * @param imageChannels 3 in colour, 1 in grey
 * @param training how many of the images are trained on
 * @param text what was found, for a reader
 */
public record Images(
    Path cache,
    String digest,
    int classes,
    int resolution,
    int imageChannels,
    int training,
    String text) {

  /** How a folder is read; 0 leaves resolution and channels to follow from the images. */
  public record Request(
      Path root, int resolution, int imageChannels, double validation, double test, int seed) {

    public Request {
      root = root.toAbsolutePath().normalize();
    }

    /** The cache of this request below a folder of caches. */
    private Path cache(Path caches) {
      String name = root.getFileName() == null ? "images" : root.getFileName().toString();
      UUID hash = UUID.nameUUIDFromBytes(toString().getBytes(StandardCharsets.UTF_8));
      return caches.resolve(
          name.replaceAll("[^\\w-]", "_") + "-" + hash.toString().substring(0, 8));
    }
  }

  /** The images of a run, read or from their cache. */
  public static Images of(PythonRuntime python, Path caches, ImageSettings settings) {
    return read(
        python,
        caches,
        new Request(
            Path.of(settings.root()),
            settings.resolution(),
            settings.imageChannels(),
            settings.validation(),
            settings.test(),
            settings.seed()),
        (done, total) -> {});
  }

  /**
   * Reads the images, or takes them from their cache.
   *
   * @param caches the folder of all caches
   * @param progress hears the steps done and the steps there are
   * @throws PythonFailure that is refused, if the images cannot be used; the message says why
   */
  public static Images read(
      PythonRuntime python, Path caches, Request request, BiConsumer<Integer, Integer> progress) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("resolution", request.resolution() == 0 ? null : request.resolution());
    config.put("image_channels", request.imageChannels() == 0 ? null : request.imageChannels());
    config.put("validation", request.validation());
    config.put("test", request.test());
    config.put("seed", request.seed());
    Path cache = request.cache(caches);
    JsonNode read =
        python
            .messages()
            .listening(
                "images",
                event -> progress.accept(event.get("done").asInt(), event.get("total").asInt()),
                () ->
                    python.call(
                        "read_images",
                        Map.of(
                            "root", request.root().toString(),
                            "cache", cache.toString(),
                            "config", config)));
    return new Images(
        cache,
        read.get("digest").asText(),
        read.get("classes").size(),
        read.get("resolution").asInt(),
        read.get("image_channels").asInt(),
        read.get("training").asInt(),
        read.get("text").asText());
  }
}
