"""Articles → positions by a language model behind an OpenAI-compatible server; an optional extra.

    text → chunks → prompt → server → answers (typed) → grounding → holders → entries

What a model says is material, never trusted: its answers are typed and bounded, each claim, quote and holder is looked
up in the article, and what is not there is dropped and counted. pydantic-ai is imported when the first chunk is sent.
"""
