"""A flow whose runs say which code they are."""

from prefect import flow

GREETING = "Hello"


@flow(log_prints=True)
def greet(name: str = "world") -> str:
    """Greets somebody."""
    greeting = f"{GREETING}, {name}!"
    print(greeting)
    return greeting
