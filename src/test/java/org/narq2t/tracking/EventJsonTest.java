package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.narq2t.run.RunEvent.NetworkEpoch;

class EventJsonTest {
  private static String told(String recorded) {
    return EventJson.text(new RunEvents.RecordedEvent(1, "stage", OffsetDateTime.MIN, recorded));
  }

  @Test
  void whatIsRecordedIsToldAsTheRestOfTheInterfaceSpellsIt() {
    assertThat(told("{\"stage\":\"LOAD\",\"steps\":0,\"done\":0}"))
        .isEqualTo("{\"stage\":\"load\",\"steps\":0,\"done\":0}");
    assertThat(
            told(
                "{\"topTier\":4,\"candidates\":[{\"predictedLatencyMs\":\"NaN\",\"test\":94.37}],"
                    + "\"decisions\":[{\"quantity\":\"FLOPs\",\"reason\":\"BRIEF\"}]}"))
        .isEqualTo(
            "{\"top_tier\":4,\"candidates\":[{\"predicted_latency_ms\":null,\"test\":94.37}],"
                + "\"decisions\":[{\"quantity\":\"FLOPs\",\"reason\":\"BRIEF\"}]}");
    assertThat(EventJson.of(new NetworkEpoch("a", 1, 12, Double.NaN, 3)).toString())
        .isEqualTo("{\"cell\":\"a\",\"epoch\":1,\"epochs\":12,\"accuracy\":null,\"seconds\":3.0}");
  }
}
