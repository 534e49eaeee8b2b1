package org.narq2t.benchmark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.narq2t.files.Sha256;
import org.narq2t.space.PinnedFile;

/**
 * Fetches a pinned file from its address or a mirror. What has arrived is kept in a {@code .part}
 * file, so that an interrupted download goes on where it stopped; the file gets its name only when
 * its SHA-256 is right.
 */
public final class Download {
  private static final int BLOCK = 1 << 16;

  private final Mirror mirror;
  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(20))
          .build();

  /** Hears how many bytes of how many (-1 if unknown) have arrived. */
  @FunctionalInterface
  public interface Listener {
    void at(long bytes, long total);
  }

  /**
   * @param mirror a folder or an http(s) address to take files from; empty for their own addresses
   */
  public Download(String mirror) {
    this.mirror = new Mirror(mirror);
  }

  /** Whether the mirror is a folder that has this file. */
  public boolean onMirror(PinnedFile file) {
    return mirror.has(file);
  }

  /**
   * Fetches a file into a folder, unless it is there already.
   *
   * @throws IOException if it cannot be had or its content is not the pinned one; says what to do
   */
  public Path fetch(PinnedFile file, Path folder, Listener progress) throws IOException {
    Path target = folder.resolve(file.name());
    if (Files.isRegularFile(target) && Sha256.of(target).equals(file.sha256())) {
      return target;
    }
    String source = mirror.source(file);
    Files.createDirectories(folder);
    Path part = folder.resolve(file.name() + ".part");
    if (Mirror.isAddress(source)) {
      receive(URI.create(source), part, progress);
    } else {
      copy(Path.of(source), part, progress);
    }
    String found = Sha256.of(part);
    if (!found.equals(file.sha256())) {
      Files.delete(part);
      throw new IOException(
          "%s has SHA-256 %s where %s is pinned: it was altered or cut; fetch it again, or from another mirror"
              .formatted(source, found, file.sha256()));
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return target;
  }

  private static void copy(Path source, Path part, Listener progress) throws IOException {
    if (!Files.isRegularFile(source)) {
      throw new FileNotFoundException("The mirror has no " + source);
    }
    try (InputStream in = Files.newInputStream(source);
        OutputStream out = Files.newOutputStream(part)) {
      pump(in, out, 0, Files.size(source), progress);
    }
  }

  private void receive(URI address, Path part, Listener progress) throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(10));
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    try {
      HttpResponse<InputStream> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        int status = response.statusCode();
        if (status == 416) {
          return; // all of it had arrived: the checksum decides
        }
        if (status != 200 && status != 206) {
          throw new IOException(address + " answers with HTTP status " + status);
        }
        long from = status == 206 ? have : 0;
        long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        try (FileChannel channel =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            OutputStream out = Channels.newOutputStream(channel.truncate(from).position(from))) {
          pump(body, out, from, length < 0 ? -1 : from + length, progress);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while fetching " + address, e);
    } catch (IOException e) {
      throw new IOException(
          "Cannot fetch %s (%s). What arrived is kept: run the command again, or name a mirror with --mirror"
              .formatted(
                  address, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
          e);
    }
  }

  private static void pump(
      InputStream in, OutputStream out, long from, long total, Listener progress)
      throws IOException {
    byte[] block = new byte[BLOCK];
    long done = from;
    for (int n = in.read(block); n >= 0; n = in.read(block)) {
      out.write(block, 0, n);
      done += n;
      progress.at(done, total);
    }
  }
}
