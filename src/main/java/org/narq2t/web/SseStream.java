package org.narq2t.web;

import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.narq2t.tracking.EventJson;
import org.narq2t.tracking.RunEvents.RecordedEvent;

/** Writes to one client. */
record SseStream(Sse sse, MultiEmitter<? super OutboundSseEvent> emitter)
    implements RunWatcher.Stream {

  @Override
  public void recorded(RecordedEvent event) {
    emitter.emit(
        sse.newEventBuilder()
            .id(Integer.toString(event.number()))
            .name(event.kind())
            .data(EventJson.text(event))
            .build());
  }

  @Override
  public void progress(String json) {
    emitter.emit(sse.newEventBuilder().name("progress").data(json).build());
  }

  @Override
  public void heartbeat() {
    emitter.emit(sse.newEventBuilder().comment("").build());
  }

  @Override
  public void end() {
    emitter.complete();
  }
}
