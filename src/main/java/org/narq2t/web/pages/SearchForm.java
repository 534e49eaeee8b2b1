package org.narq2t.web.pages;

import java.util.List;
import java.util.Locale;
import org.narq2t.latency.Device;
import org.narq2t.run.Spaces;

/**
 * The form of a search.
 *
 * @param devices on which latencies were measured; none if there is no table
 */
public record SearchForm(List<DeviceChoice> devices) {

  /**
   * A device to choose.
   *
   * @param speeds how fast networks are on it, in words
   */
  public record DeviceChoice(String name, String dataset, String speeds) {

    private static DeviceChoice of(Device device) {
      return new DeviceChoice(
          device.name(),
          device.dataset(),
          String.format(
              Locale.ROOT,
              "Networks take %.2f to %.2f ms there, half of them at most %.2f ms; %,d were measured.",
              device.fastestMs(),
              device.slowestMs(),
              device.medianMs(),
              device.known()));
    }
  }

  public static SearchForm of(List<Device> devices) {
    return new SearchForm(
        devices.stream().filter(device -> device.known() > 0).map(DeviceChoice::of).toList());
  }

  public List<String> datasets() {
    return Spaces.tasks();
  }

  /** The one that is meant where none is named first. */
  public List<String> spaces() {
    return Spaces.names();
  }
}
