"""Prints a map of so many plans, each with a sender for each of twenty countries: `plans.py COUNT > MAP`."""

import sys

COUNTRIES = "AU BR CA DE ES FR GB ID IN IT JP MX NG NL PH PL SE TR US ZA".split()

print("service_plans:")
for plan in range(int(sys.argv[1])):
    print(f"  plan{plan}:\n    originators:")
    for line, country in enumerate(COUNTRIES, plan * len(COUNTRIES)):
        print(f'      {country}: "+1{201 + line // 100 % 599}55501{line % 100:02}"')
