package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.narq2t.tracking.RunEvents.RecordedEvent;

class RunWatcherTest {
  private final List<String> heard = new ArrayList<>();
  private final RunWatcher watcher =
      new RunWatcher(
          2,
          new RunWatcher.Stream() {
            @Override
            public void recorded(RecordedEvent event) {
              heard.add("" + event.number());
            }

            @Override
            public void progress(String json) {
              heard.add(json);
            }

            @Override
            public void heartbeat() {
              heard.add("heartbeat");
            }

            @Override
            public void end() {
              heard.add("end");
            }
          });

  private static List<RecordedEvent> events(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(number -> new RecordedEvent(number, "epoch", OffsetDateTime.MIN, "{}"))
        .toList();
  }

  @Test
  void whatHappensBeforeTheReplayIsToldAfterItAndNothingTwice() {
    watcher.live(events(4, 5), "half", false);
    watcher.heartbeat();
    assertThat(heard).isEmpty();

    watcher.replay(events(1, 4));
    watcher.live(events(5, 6), "half", false);
    watcher.heartbeat();
    watcher.live(List.of(), "all", true);

    assertThat(heard).containsExactly("3", "4", "5", "half", "6", "heartbeat", "all", "end");
  }

  @Test
  void aRunThatIsOverBeforeTheReplayEndsAfterIt() {
    watcher.live(events(3, 3), "all", true);
    watcher.replay(events(3, 3));

    assertThat(heard).containsExactly("3", "all", "end");
  }
}
