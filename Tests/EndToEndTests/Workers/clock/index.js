// Is called by the clock.
export default {
  async scheduled(event, env) {
    console.log("tick", event.cron, event.scheduledTime % 60_000);
    const answer = await env.BACK.fetch("https://back.example/");
    console.log("called", answer.status);
  },
};
